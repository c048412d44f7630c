/** How a value is shown to those who may know that it is there but not what it is. Each keeps enough to recognise one's own. */
export type Mask = (value: string) => string

/** 138****1234, and likewise for a phone with an area code. */
export const maskMobile: Mask = (phone) => phone.length < 10 ? '****' : `${phone.slice(0, 3)}****${phone.slice(-4)}`

/** First three and last two: place and check character of an identity number. A short passport number keeps nothing. */
export const maskNumber: Mask = (number) => number.length < 10
  ? '****'
  : `${number.slice(0, 3)}${'*'.repeat(number.length - 5)}${number.slice(-2)}`

/** The family name in Chinese. The stars do not count: a name of one character would show itself. */
export const maskName: Mask = (name) => `${[...name][0] ?? ''}**`

export const maskEmail: Mask = (email) => {
  const at = email.lastIndexOf('@')
  return at < 1 ? '****' : `${[...email][0] ?? ''}***${email.slice(at)}`
}

/** Street and door are the address; of the part below the district nothing is left to keep. */
export const maskAddress: Mask = () => '****'
