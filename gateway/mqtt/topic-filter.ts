/**
 * MQTT 3.1.1 topics and filters (section 4.7). `+` is one level, `#` is any number of levels and the parent itself;
 * at the first level neither stands for a name that begins with `$` [MQTT-4.7.2-1].
 */

/** A name that may be published to [MQTT-3.3.2-2, MQTT-4.7.3-1]. */
export function isTopic(topic: string): boolean {
  return topic !== '' && !/[+#\0]/.test(topic);
}

/** A filter that may be subscribed to [MQTT-4.7.1-2, MQTT-4.7.1-3, MQTT-4.7.3-1]. */
export function isFilter(filter: string): boolean {
  if (filter === '' || filter.includes('\0')) return false;
  const levels = filter.split('/');
  return levels.every((level, i) => {
    if (level.includes('#')) return level === '#' && i === levels.length - 1;
    return level === '+' || !level.includes('+');
  });
}

/**
 * Whether every topic that `inner` stands for is also meant by `outer`. A topic is a filter that stands for itself,
 * so this also answers whether a topic matches. Both must be valid.
 */
export function covers(outer: string, inner: string): boolean {
  const outerLevels = outer.split('/');
  const innerLevels = inner.split('/');
  const innerFirst = innerLevels[0] ?? '';
  const isSystem = innerFirst.startsWith('$');
  for (const [i, level] of outerLevels.entries()) {
    const other = innerLevels[i];
    if (level === '#') return i > 0 || !isSystem;
    if (other === undefined || other === '#') return false;
    if (level === '+') {
      if (i === 0 && isSystem) return false;
    } else if (level !== other) return false;
  }
  // `a/#` also stands for `a`, but `a` does not stand for `a/#`.
  return innerLevels.length === outerLevels.length;
}
