import { FilterTree } from './filter-tree.ts';

/** What one connection has subscribed to, with the QoS granted for each filter. */
export class GrantedSubscriptions {
  private readonly byFilter = new Map<string, number>();
  private readonly tree = new FilterTree<number>();

  set(filter: string, qos: number): void {
    this.delete(filter);
    this.byFilter.set(filter, qos);
    this.tree.add(filter, qos);
  }

  delete(filter: string): void {
    const qos = this.byFilter.get(filter);
    if (qos === undefined) return;
    this.byFilter.delete(filter);
    this.tree.remove(filter, qos);
  }

  /** The highest QoS of all subscriptions that a topic fits [MQTT-3.3.5-1]; null: none fits. */
  highest(topic: string): number | null {
    const found = this.tree.match(topic);
    return found.length === 0 ? null : Math.max(...found);
  }
}
