/** Every connection has orders of its own, so that no command loses a race. */
export function ordersOf (orderIds: string[], connection: number, connections: number): string[] {
  const share = Math.floor(orderIds.length / connections)
  return orderIds.slice(connection * share, (connection + 1) * share)
}
