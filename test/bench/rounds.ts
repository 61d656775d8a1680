/** How often a bench measures: with `--quick` a third of it, for a look. */
const IS_QUICK = process.argv.includes('--quick');

export const rounds = (usual: number): number => (IS_QUICK ? Math.ceil(usual / 3) : usual);

/** Measures everything once a round, and begins each round with another one, so that nobody always comes after the same. */
export async function interleaved<Name extends string, Result>(
  names: readonly Name[],
  times: number,
  measure: (name: Name) => Promise<Result>,
): Promise<Record<Name, Result[]>> {
  const results = Object.fromEntries(names.map((name) => [name, [] as Result[]])) as Record<Name, Result[]>;
  for (let round = 0; round < times; round++) {
    for (let n = 0; n < names.length; n++) {
      const name = names[(n + round) % names.length];
      if (name !== undefined) results[name].push(await measure(name));
    }
  }
  return results;
}
