const symbols: Readonly<Record<string, string>> = { ILS: '₪', USD: '$', EUR: '€', GBP: '£' }
/** Currencies whose minor unit is not a hundredth (ISO 4217). */
const decimals: Readonly<Record<string, number>> = {
  ...{ BIF: 0, CLP: 0, DJF: 0, GNF: 0, ISK: 0, JPY: 0, KMF: 0, KRW: 0, PYG: 0, RWF: 0, UGX: 0, VND: 0, VUV: 0 },
  ...{ XAF: 0, XOF: 0, XPF: 0, BHD: 3, IQD: 3, JOD: 3, KWD: 3, LYD: 3, OMR: 3, TND: 3 },
}

/** An amount as people read it: ₪49, $12.50, 1,200 JPY. Not Intl: its answers change with the version of Node. */
export function money(amountMinor: number, currency: string): string {
  const places = decimals[currency] ?? 2
  const unit = 10 ** places
  const amount = Math.abs(amountMinor)
  const whole = String(Math.floor(amount / unit)).replace(/\B(?=(\d{3})+$)/g, ',')
  const rest = amount % unit
  const number = rest === 0 ? whole : `${whole}.${String(rest).padStart(places, '0')}`
  const sign = amountMinor < 0 ? '-' : ''
  const symbol = symbols[currency]
  return symbol ? `${sign}${symbol}${number}` : `${sign}${number}\u00a0${currency}`
}
