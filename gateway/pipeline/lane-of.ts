/** Which lane judges a home: everybody who shares a reading is judged in one transaction. FNV-1a over the id. */
export function laneOf(homeId: string, lanes: number): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < homeId.length; i++) hash = Math.imul(hash ^ homeId.charCodeAt(i), 0x01000193);
  return (hash >>> 0) % lanes;
}
