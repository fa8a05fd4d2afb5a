interface Node<T> {
  readonly children: Map<string, Node<T>>;
  readonly values: Set<T>;
}

const newNode = <T>(): Node<T> => ({ children: new Map(), values: new Set() });

/** Things kept under topic filters and found by topic. */
export class FilterTree<T> {
  private readonly root = newNode<T>();

  add(filter: string, value: T): void {
    let node = this.root;
    for (const level of filter.split('/')) {
      let child = node.children.get(level);
      if (child === undefined) {
        child = newNode();
        node.children.set(level, child);
      }
      node = child;
    }
    node.values.add(value);
  }

  remove(filter: string, value: T): void {
    const path: [Node<T>, string][] = [];
    let node = this.root;
    for (const level of filter.split('/')) {
      const child = node.children.get(level);
      if (child === undefined) return;
      path.push([node, level]);
      node = child;
    }
    node.values.delete(value);
    for (const [parent, level] of path.reverse()) {
      const child = parent.children.get(level) as Node<T>;
      if (child.values.size > 0 || child.children.size > 0) return;
      parent.children.delete(level);
    }
  }

  /** Everything under a filter that matches; a value under two such filters comes twice. */
  match(topic: string): T[] {
    const found: T[] = [];
    // A topic like `$SYS/…` is not meant by a wildcard at the first level [MQTT-4.7.2-1].
    if (this.root.children.size > 0) collect(this.root, topic.split('/'), 0, !topic.startsWith('$'), found);
    return found;
  }
}

function collect<T>(node: Node<T>, levels: readonly string[], i: number, wildcards: boolean, found: T[]): void {
  const rest = wildcards ? node.children.get('#') : undefined;
  if (rest !== undefined) found.push(...rest.values);
  if (i === levels.length) {
    found.push(...node.values);
    return;
  }
  const exact = node.children.get(levels[i] as string);
  if (exact !== undefined) collect(exact, levels, i + 1, true, found);
  const one = wildcards ? node.children.get('+') : undefined;
  if (one !== undefined) collect(one, levels, i + 1, true, found);
}
