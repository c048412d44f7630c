import { line } from './text-schema.ts'

export const CounterpartyAccountId = line(128, 'The account that takes over, of `transfer` and `migrate_service`; it has to confirm')
