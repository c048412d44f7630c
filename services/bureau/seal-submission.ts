import { createHash } from 'node:crypto'
import { sql, type Kysely, type Selectable } from 'kysely'
import { findSubjectType } from '../rules/code-lists.ts'
import type { OrderContent } from '../rules/order-content.ts'
import type { BureauChannelConfig } from './bureau-channel-config.ts'
import type { BureauDeps, FilingToSend } from './bureau-deps.ts'
import type { BureauDatabase, BureauSubmissionTable } from './bureau-tables.ts'
import { buildNewFiling, type NewFilingIds } from './documents/new-filing.ts'
import { NoDocumentYet } from './documents/no-document-yet.ts'
import { encodeGbk } from './pipeline/gbk.ts'
import { sealFile } from './pipeline/sealed-file.ts'

export type Submission = Selectable<BureauSubmissionTable>

/**
 * Takes the next number and fixes the bytes, before anything is sent: every resend uses exactly these. Ids are fresh
 * for each attempt, so that a late result of an earlier one cannot hit this one. Source: bureau-interface 5.4.
 *
 * @throws NoDocumentYet, DocumentIncomplete, NotEncodable when the order cannot be written as a document
 */
export async function sealSubmission (
  { sealing, now }: BureauDeps, db: Kysely<BureauDatabase>, channel: BureauChannelConfig, submission: Submission,
  { orderType, typeCheck, content }: FilingToSend
): Promise<Submission> {
  if (orderType !== 'first_filing') throw new NoDocumentYet(orderType)
  if (typeCheck.service.kind !== 'website') throw new NoDocumentYet(typeCheck.service.kind)
  const ids = await takeRecordIds(db, content)
  const xml = buildNewFiling({
    reportingUnitId: channel.ispId,
    ids,
    subjectTypeId: findSubjectType(typeCheck.subjectType)!.bureauId,
    certificateType: typeCheck.certificateType,
    certificateNumber: typeCheck.certificateNumber,
    content
  })
  const { zipBytes, beianInfoHash } = sealFile({ xml, entryName: `filing${ids.subject}.xml` }, null)
  return await db.updateTable('bureau_submission').set(({ selectFrom }) => ({
    state: 'sealed',
    sequence: selectFrom('bureau_channel').where('id', '=', channel.id).select(sql<string>`last_sequence + 1`.as('next')),
    record_ids: JSON.stringify(ids),
    subject_record_id: ids.subject,
    file: sealing.sealBytes(zipBytes, submission.id),
    file_hash: beianInfoHash,
    document_hash: createHash('sha256').update(encodeGbk(xml)).digest('base64'),
    encrypted: channel.encryptUploads,
    tries: 0,
    sealed_at: now()
  })).where('id', '=', submission.id).where('state', '=', 'waiting').returningAll().executeTakeFirstOrThrow()
}

async function takeRecordIds (db: Kysely<BureauDatabase>, { service, access }: OrderContent): Promise<NewFilingIds> {
  const domains = service?.domains?.length ?? 0
  const ipRanges = access?.ipRanges?.length ?? 0
  const { rows } = await sql<{ id: string }>`
    select nextval('bureau_record_id')::text as id from generate_series(1, ${3 + domains + ipRanges}::int)`.execute(db)
  const [subject, own, accessId, ...rest] = rows.map(({ id }) => id) as [string, string, string, ...string[]]
  return { subject, service: own, access: accessId, domains: rest.slice(0, domains), ipRanges: rest.slice(domains) }
}
