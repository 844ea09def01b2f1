// Schemas of runs; see `schemas.ts`.

import { z } from '@hono/zod-openapi'
import {
  mostRunConcurrency,
  mostRunDelayMs,
  mostRunDeliveries,
  mostRunTimes,
  type Run,
  type RunOptions,
  type RunWithOutcomes,
} from '../wire/runs.ts'
import { deliveryErrorCode, replayOptionsSchema } from './delivery-schemas.ts'
import { filterText, seqNumber, unixMs } from './schemas.ts'

const howShape = {
  ...replayOptionsSchema.omit({ edit: true }).shape,
  filter: filterText.exactOptional(),
  times: z
    .int()
    .min(1)
    .max(mostRunTimes)
    .exactOptional()
    .openapi({ default: 1, description: 'How often each request is sent.' }),
  order: z.enum(['oldest-first', 'newest-first', 'shuffled']).exactOptional().openapi({
    description:
      'As listed in `seqs`, or oldest first with a filter, when absent. Sent several times, the whole series begins anew; shuffled, repeats may come anywhere.',
  }),
  seed: z
    .int()
    .min(0)
    .max(2 ** 32 - 1)
    .exactOptional()
    .openapi({ description: 'Shuffles the same way again; drawn when absent.' }),
  concurrency: z
    .int()
    .min(1)
    .max(mostRunConcurrency)
    .exactOptional()
    .openapi({ default: 1, description: 'Deliveries under way at once.' }),
  delayMs: z
    .int()
    .min(0)
    .max(mostRunDelayMs)
    .exactOptional()
    .openapi({ default: 0, description: 'Between the starts of two deliveries.' }),
}

export const runOptionsSchema = z
  .strictObject({
    ...howShape,
    edit: replayOptionsSchema.shape.edit,
    seqs: z
      .array(z.int().min(1))
      .min(1)
      .max(mostRunDeliveries)
      .readonly()
      .exactOptional()
      .openapi({ description: 'Either these or `filter`; an empty filter is every request.' }),
  })
  .check(({ value: { seqs, filter, edit, times = 1 }, issues }) => {
    const isEither = (seqs === undefined) !== (filter === undefined)
    const isTooLong = (seqs?.length ?? 0) * times > mostRunDeliveries
    if (edit && seqs?.length !== 1) {
      const message = 'an edit is for a single request: give one seq'
      issues.push({ code: 'custom', message, path: ['edit'], input: edit })
    }
    if (isEither && !isTooLong) return
    const message = isEither
      ? `a run makes at most ${mostRunDeliveries} deliveries`
      : 'send either seqs or a filter'
    issues.push({ code: 'custom', message, path: ['seqs'], input: seqs })
  })
  .openapi('RunOptions') satisfies z.ZodType<RunOptions>

const count = z.int()

const runShape = {
  id: z.string(),
  createdAt: unixMs,
  endedAt: unixMs.nullable(),
  state: z.enum(['running', 'done', 'cancelled', 'interrupted', 'failed']).openapi({
    description: 'interrupted: the server stopped in the middle. failed: `detail` says why.',
  }),
  detail: z.string().optional(),
  options: z.object(howShape),
  total: count.openapi({
    description: 'Deliveries it makes in all; 0 while a filter is still looking for them.',
  }),
  ok: count.openapi({ description: 'Answered below 400.' }),
  rejected: count.openapi({ description: 'Answered 400 or above.' }),
  unanswered: count.openapi({ description: 'Sent, or tried to, and not answered.' }),
  unsent: count.openapi({ description: 'Not sent, such as requests deleted before their turn.' }),
  unsentReasons: z
    .array(z.object({ seq: seqNumber, why: z.string() }))
    .readonly()
    .openapi({ description: 'Of the first of these.' }),
}

export const runSchema = z.object(runShape).openapi('Run') satisfies z.ZodType<Run>

export const runWithOutcomesSchema = z
  .object({
    ...runShape,
    outcomes: z
      .array(
        z.object({
          seq: seqNumber,
          attempts: z
            .array(
              z.object({
                delivery: z.string(),
                status: z.int().nullable(),
                error: deliveryErrorCode.nullable(),
                totalMs: z.number(),
                bodySha256: z.string().nullable(),
              }),
            )
            .readonly()
            .openapi({ description: 'In the order sent.' }),
          isSame: z
            .boolean()
            .openapi({ description: 'Whether all attempts were answered with the same status.' }),
        }),
      )
      .readonly()
      .openapi({ description: 'By ascending seq, of the deliveries still kept.' }),
  })
  .openapi('RunWithOutcomes') satisfies z.ZodType<RunWithOutcomes>
