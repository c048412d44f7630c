import type { RequestType, Role } from './order-events.ts'

/** Which requests each role may make at all; the others are hidden from it, and answered 403. */
export const REQUESTS_OF_ROLE: Record<Role, readonly RequestType[]> = {
  applicant: ['save', 'submit', 'withdraw', 'abandon', 'confirm', 'decline', 'resend'],
  counterparty: ['confirm', 'decline'],
  integrator: ['save', 'submit', 'withdraw', 'abandon', 'confirm', 'decline', 'resend'],
  reviewer: ['pass', 'reject', 'request_correction', 'undo', 'resend'],
  bureau_operator: ['reject', 'request_correction', 'send_to_bureau', 'resend'],
  admin: ['pass', 'reject', 'request_correction', 'undo', 'send_to_bureau', 'resend'],
  system: ['send_to_bureau']
}
