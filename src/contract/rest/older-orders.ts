import * as z from 'zod/mini';
import { count, day, moment } from './scalars';

const period = {
	/** The first and the last day that count, in the shop's time zone. */
	from: day,
	to: day,
};

/** `GET older-orders?from=&to=`: how many there are, before anything starts. Without days only the job is answered. */
export const olderOrdersQuery = z.object( {
	from: z.optional( day ),
	to: z.optional( day ),
} );

/** `POST older-orders`: queues them, many at a time, in the background. One job at a time. */
export const olderOrdersBody = z.strictObject( period );

/** Answer of both. */
export const olderOrdersResponse = z.strictObject( {
	/** Orders of those days that have no document yet; null where no days were named. */
	count: z.nullable( count ),
	/** The present job, or the last one; null = there was none. */
	job: z.nullable(
		z.strictObject( {
			...period,
			/** Orders counted when it began. */
			total: count,
			/** Queued so far. */
			queued: count,
			/** That could not be queued, e.g. because they were cancelled meanwhile. */
			refused: count,
			startedAt: moment,
			/** Null while it runs. */
			finishedAt: z.nullable( moment ),
		} )
	),
} );
/** `POST older-orders/leave-out`: those that came while sending was off are not wanted in SORS, and only later ones are told. */
export const leaveOutOrdersResponse = z.strictObject( {
	/** How many are told now. */
	leftOut: count,
} );
export type OlderOrders = z.infer< typeof olderOrdersResponse >;
