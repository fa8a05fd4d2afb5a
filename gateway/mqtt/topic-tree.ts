interface Node<T> {
  readonly children: Map<string, Node<T>>;
  value: T | undefined;
}

/** Things kept under topics and found by filter. */
export class TopicTree<T> {
  private readonly root: Node<T> = { children: new Map(), value: undefined };
  private count = 0;

  get size(): number {
    return this.count;
  }

  get(topic: string): T | undefined {
    let node: Node<T> | undefined = this.root;
    for (const level of topic.split('/')) node = node?.children.get(level);
    return node?.value;
  }

  set(topic: string, value: T): void {
    let node = this.root;
    for (const level of topic.split('/')) {
      let child = node.children.get(level);
      if (child === undefined) {
        child = { children: new Map(), value: undefined };
        node.children.set(level, child);
      }
      node = child;
    }
    if (node.value === undefined) this.count++;
    node.value = value;
  }

  delete(topic: string): void {
    const path: [Node<T>, string][] = [];
    let node = this.root;
    for (const level of topic.split('/')) {
      const child = node.children.get(level);
      if (child === undefined) return;
      path.push([node, level]);
      node = child;
    }
    if (node.value !== undefined) this.count--;
    node.value = undefined;
    for (const [parent, level] of path.reverse()) {
      const child = parent.children.get(level) as Node<T>;
      if (child.value !== undefined || child.children.size > 0) return;
      parent.children.delete(level);
    }
  }

  /** Everything under a topic that the filter stands for. */
  *match(filter: string): Generator<T> {
    yield* walk(this.root, filter.split('/'), 0, true);
  }
}

function* walk<T>(node: Node<T>, levels: readonly string[], i: number, isRoot: boolean): Generator<T> {
  const level = levels[i];
  if (level === undefined || level === '#') {
    if (node.value !== undefined) yield node.value;
    if (level === undefined) return;
  }
  if (level === '#' || level === '+') {
    for (const [name, child] of node.children) {
      // [MQTT-4.7.2-1]
      if (isRoot && name.startsWith('$')) continue;
      yield* walk(child, levels, level === '#' ? i : i + 1, false);
    }
    return;
  }
  const child = node.children.get(level);
  if (child !== undefined) yield* walk(child, levels, i + 1, false);
}
