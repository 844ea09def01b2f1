// Amounts as payment providers send them, in the smallest unit of their currency, written for people.

// https://docs.stripe.com/currencies#zero-decimal and #three-decimal
const noDecimals = /^(bif|clp|djf|gnf|jpy|kmf|krw|mga|pyg|rwf|ugx|vnd|vuv|xaf|xof|xpf)$/
const threeDecimals = /^(bhd|jod|kwd|omr|tnd)$/

/** `19.99 EUR`; undefined when it is no amount of a currency. */
export function moneyText(
  minorUnits: string | undefined,
  currency: string | undefined,
): string | undefined {
  const amount = Number(minorUnits ?? Number.NaN)
  const code = currency?.toLowerCase()
  if (!Number.isSafeInteger(amount) || !code || !/^[a-z]{3}$/.test(code)) return undefined
  const decimals = noDecimals.test(code) ? 0 : threeDecimals.test(code) ? 3 : 2
  return `${(amount / 10 ** decimals).toFixed(decimals)} ${code.toUpperCase()}`
}
