export type Target = { host: string, port: number }

/** Where a URL leads: the host without the brackets of an IPv6 address, the port also when it is not written. */
export function targetOf ({ protocol, hostname, port }: URL): Target {
  return { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port) }
}
