const DAY_MS = 24 * 60 * 60 * 1000

/**
 * From the first failure that no success has followed. The tries of one delivery end after three days, so that whoever does
 * nothing about two warnings has missed events for good before the endpoint is disabled.
 */
export const endpointDelays = {
  FIRST_WARNING: DAY_MS,
  SECOND_WARNING: 3 * DAY_MS,
  DISABLE: 5 * DAY_MS
}
