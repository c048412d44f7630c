import { REQUEST_TYPES, type RequestType } from '../../../machines/order/order-events.ts'
import { REQUESTS_OF_ROLE } from '../../../machines/order/requests-of-role.ts'
import { API_ROLES, type ApiRole } from './identity.ts'

/** Who may make a request at all; everybody else is answered 403. */
export function rolesFor (request: RequestType): ApiRole[] {
  return API_ROLES.filter((role) => REQUESTS_OF_ROLE[role].includes(request))
}

/** What a role may ask of an order, by the names that `actions` uses. */
export function actionsOf (role: ApiRole): string[] {
  return REQUEST_TYPES.filter((type) => REQUESTS_OF_ROLE[role].includes(type)).map((type) => type === 'save' ? 'edit' : type)
}
