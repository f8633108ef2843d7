const KM_PER_MILE = 1.609344

/** "about 3,500 miles (5,600 km)": two significant digits. */
export function far(km: number): string {
  return `about ${digits(km / KM_PER_MILE)} miles (${digits(km)} km)`
}

/** "5,600 km (3,500 miles)", as an answer. */
export function distance(km: number): string {
  return `${digits(km)} km (${digits(km / KM_PER_MILE)} miles)`
}

function digits(n: number): string {
  return Number(n.toPrecision(2)).toLocaleString('en-GB')
}
