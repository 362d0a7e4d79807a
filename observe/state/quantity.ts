const QUANTITY = /^([+-]?\d+(?:\.\d*)?|[+-]?\.\d+)(n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|[eE][+-]?\d+)?$/;
/** Decimal exponents, which keep `100u` exactly what 0.0001 is. */
const SMALL: Readonly<Record<string, string>> = { n: "e-9", u: "e-6", m: "e-3" };
const FACTORS: Readonly<Record<string, number>> = {
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** A Kubernetes quantity (`500m`, `1Gi`, `2`) as a number; `undefined` for what is none. */
export function quantity(text: string | number | undefined): number | undefined {
  const match = QUANTITY.exec(String(text ?? ""));
  if (match === null) return undefined;
  const [, digits, suffix] = match;
  if (suffix === undefined) return Number(digits);
  const factor = FACTORS[suffix];
  return factor === undefined ? Number(`${digits ?? ""}${SMALL[suffix] ?? suffix}`) : Number(digits) * factor;
}
