// Which circles would cover each other? Those are drawn as one, so that every number on the map can be read.

const TOUCHING = 0.8; // of the sum of two radii: a little overlap is legible

/** Diameter in pixels of a circle that stands for so many incidents. */
export const diameter = (count) => (count > 1 ? Math.round(23 + 8 * Math.log10(count)) : 16);

function join(one, other) {
  const count = one.count + other.count;
  const mean = (name) => (one[name] * one.count + other[name] * other.count) / count;
  return { ...one, count, x: mean("x"), y: mean("y"), members: [...one.members, ...other.members] };
}

/** Circles { x, y, count, members } in pixels; the largest take in those that they would cover. Counts add up. */
export function merged(circles) {
  const kept = [];
  for (const circle of [...circles].sort((a, b) => b.count - a.count)) {
    const reach = (other) => ((diameter(other.count) + diameter(circle.count)) / 2) * TOUCHING;
    const index = kept.findIndex((other) => Math.hypot(other.x - circle.x, other.y - circle.y) < reach(other));
    if (index < 0) kept.push(circle);
    else kept[index] = join(kept[index], circle);
  }
  return kept;
}
