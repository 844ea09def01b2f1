// Finds the rule behind the gaps between attempts: their shape, its numbers, and how far they stray from it.

import { type Curve, curvesOf } from './curves.ts'
import { type Level, levelsOf } from './levels.ts'

export interface GapPoint {
  /** 1 is the gap between the first attempt and the second. */
  readonly position: number
  readonly ms: number
}

/**
 * `growing`: two gaps, the second longer, which fits a line and a power alike; they may have stopped growing then. `irregular`: no rule found, as of a list
 * of times that someone chose. `single`: but one gap, which has no shape.
 */
export type Shape =
  | 'at-once'
  | 'fixed'
  | 'linear'
  | 'exponential'
  | 'growing'
  | 'irregular'
  | 'single'

export interface Backoff {
  readonly shape: Shape
  /** The first retry comes at once, and the rule holds from the second on. */
  readonly isFirstAtOnce: boolean
  /** What the rule says of each gap seen; of an irregular one the median. */
  readonly curve: readonly GapPoint[]
  /** How much longer each is than the one before: milliseconds of `linear`. */
  readonly stepMs?: number | undefined
  /** The same as a ratio: of `exponential` and `growing`. */
  readonly factor?: number | undefined
  /** They grow up to here. */
  readonly capMs?: number | undefined
  /** How far gaps stray from the rule, of 1; 0 where nothing is seen of it, null where there are too few to say. */
  readonly jitter: number | null
  /** Its gaps are counted from the start of the attempt before, however long that waited for its answer. */
  readonly isFromStart?: true | undefined
  /** How many gaps it was read from. */
  readonly gaps: number
}

/** Below it a gap is what a network and a busy machine take, not one that was waited. */
const atOnceMs = 100

/** Undefined without any gap. */
export function findBackoff(points: readonly GapPoint[]): Backoff | undefined {
  const levels = levelsOf(points)
  const [first, second] = levels
  if (!first) return undefined
  const isFirstAtOnce =
    second !== undefined && first.ms < atOnceMs && second.ms > Math.max(300, first.ms * 5)
  const read = isFirstAtOnce ? levels.slice(1) : levels
  const { curveMs, ...rule } = withJitter(shapeOf(read), read)
  const curve = read.map(({ position }, index) => ({
    position,
    ms: Math.round(curveMs[index] ?? 0),
  }))
  const { position, medianMs } = first
  return {
    ...rule,
    isFirstAtOnce,
    curve: isFirstAtOnce ? [{ position, ms: Math.round(medianMs) }, ...curve] : curve,
    gaps: points.length,
  }
}

/** The gap to expect at a position, seen or not; undefined where nothing says. */
export function expectedGap(
  { shape, curve, stepMs = 0, factor = 1, capMs = Number.POSITIVE_INFINITY }: Backoff,
  position: number,
): number | undefined {
  const seen = curve.find((point) => point.position === position)
  if (seen) return seen.ms
  const last = curve.at(-1)
  if (!last || last.position > position || shape === 'irregular') return undefined
  // One gap, however often it was seen, says nothing of the next: many come again at once, and then wait.
  if (curve.length === 1) return undefined
  const ahead = position - last.position
  return Math.min(capMs, shape === 'linear' ? last.ms + stepMs * ahead : last.ms * factor ** ahead)
}

interface Tuned extends Pick<Backoff, 'shape' | 'stepMs' | 'factor' | 'capMs' | 'jitter'> {
  readonly curveMs: readonly number[]
}

type Found = Omit<Tuned, 'jitter'> & {
  /** How many numbers of it were read from the gaps. */
  readonly numbers: number
}

function shapeOf(levels: readonly Level[]): Found {
  const medians = levels.map(({ medianMs }) => medianMs)
  const [firstMs = 0, secondMs = 0] = medians
  const spread = Math.max(...medians) / Math.max(1, Math.min(...medians))
  if (Math.max(...medians) < atOnceMs && (levels.length < 3 || spread < 3)) {
    return { shape: 'at-once', curveMs: medians, numbers: levels.length }
  }
  if (levels.length === 1) return { shape: 'single', curveMs: medians, numbers: 1 }
  const curve = likeliest(levels)
  if (!curve) return { shape: 'irregular', curveMs: medians, numbers: levels.length }
  const numbers = curve.numbers
  if (curve.growing === 2) {
    const factor = secondMs / Math.max(1, firstMs)
    return { shape: 'growing', curveMs: curve.curveMs, factor, capMs: curve.capMs, numbers }
  }
  const { shape, curveMs, stepMs, factor, capMs } = curve
  return { shape, curveMs, stepMs, factor, capMs, numbers }
}

/** What a clock and a network add, of 1 and in milliseconds: no rule is told apart from another by less. */
function floorOf({ ms }: Level): number {
  return 0.02 ** 2 + (25 / Math.max(25, ms)) ** 2
}

/** Beyond it a lone series of gaps is said to follow no rule. */
const mostStray = 0.3

/**
 * The simplest rule that explains the gaps about as well as the best: each number in it has to pay for itself. Undefined when
 * none explains what events agree on.
 */
function likeliest(levels: readonly Level[]): Curve | undefined {
  const count = levels.reduce((sum, { count }) => sum + count, 0)
  const floor = levels.reduce((sum, level) => sum + floorOf(level) * level.count, 0) / count
  const curves = curvesOf(levels)
  const noise = Math.max(
    floor,
    Math.min(...curves.map(({ stray, numbers }) => stray / Math.max(1, count - numbers))),
  )
  const price = Math.max(2, Math.log(count))
  const score = ({ stray, numbers }: Curve) => stray / noise + numbers * price
  const best = curves.reduce<Curve | undefined>(
    (kept, curve) => (kept && score(kept) <= score(curve) ? kept : curve),
    undefined,
  )
  return best && explains(best, levels, count, floor) ? best : undefined
}

/** Where events agree on gaps, a rule has to hit those; a lone event has to come near. */
function explains(
  { stray, numbers }: Curve,
  levels: readonly Level[],
  count: number,
  floor: number,
): boolean {
  const within = levels.reduce((sum, level) => sum + level.stray, 0)
  const again = count - levels.length
  if (again < levels.length) return Math.sqrt(stray / count) < mostStray
  const misses = (stray - within) / Math.max(1, levels.length - numbers)
  return misses < 0.1 ** 2 || misses < 6 * Math.max(floor, within / again)
}

/** From so many gaps on, one in forty at either end is taken for an accident. */
const trimmed = 1 / 40

/** How far gaps stray from the rule; and the rule moved to the middle of them, as jitter may only lengthen gaps. */
function withJitter(found: Found, levels: readonly Level[]): Tuned {
  const { numbers, ...rule } = found
  const gaps = levels.flatMap(({ all }, index) => {
    const ruleMs = Math.max(1, rule.curveMs[index] ?? 0)
    return all.map((ms) => ({ ratio: ms / ruleMs, isOff: Math.abs(ms - ruleMs) > noiseMs(ruleMs) }))
  })
  if (gaps.length <= numbers || rule.shape === 'at-once') return { ...rule, jitter: null }
  const cut = Math.floor(gaps.length * trimmed)
  if (gaps.filter(({ isOff }) => isOff).length <= 2 * cut) return { ...rule, jitter: 0 }
  const ratios = gaps.map(({ ratio }) => ratio).sort((a, b) => a - b)
  const least = ratios[cut] ?? 1
  const most = ratios[ratios.length - 1 - cut] ?? 1
  const middle = (least + most) / 2
  const { stepMs, capMs } = rule
  return {
    ...rule,
    curveMs: rule.curveMs.map((ms) => ms * middle),
    ...(stepMs !== undefined && { stepMs: stepMs * middle }),
    ...(capMs !== undefined && { capMs: capMs * middle }),
    jitter: (most - least) / 2 / middle,
  }
}

/** What timers and networks stray by on their own. */
function noiseMs(ms: number): number {
  return 40 + ms * 0.02
}
