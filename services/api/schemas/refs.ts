import { Type } from 'typebox'
import type { HistoryRow } from '../../orders/history/order-history.ts'
import type { OrderView } from '../../orders/order-view.ts'
import type { Lease, ReviewTask } from '../../orders/review/review-tasks.ts'
import type { EndpointWithSecret } from '../../webhooks/endpoints/create-endpoint.ts'
import type { EndpointView } from '../../webhooks/endpoints/endpoint-view.ts'

/** Schemas that the OpenAPI document names, so that generated clients do too. */
export const OrderRef = Type.Unsafe<OrderView>({ $ref: 'Order#' })
export const HistoryRowRef = Type.Unsafe<HistoryRow>({ $ref: 'HistoryRow#' })
export const ReviewTaskRef = Type.Unsafe<ReviewTask>({ $ref: 'ReviewTask#' })
export const LeaseRef = Type.Unsafe<Lease>({ $ref: 'Lease#' })
export const WebhookEndpointRef = Type.Unsafe<EndpointView>({ $ref: 'WebhookEndpoint#' })
export const WebhookEndpointWithSecretRef = Type.Unsafe<EndpointWithSecret>({ $ref: 'WebhookEndpointWithSecret#' })
