import * as z from 'zod/mini';
import { count, day } from './scalars';

/**
 * `POST restored-backup`: whose the documents are that SORS has and the shop
 * does not know. adopt = this shop's, made after the backup that was restored;
 * notOurs = another shop's under the same id; ignore = leave them. `ignore` also
 * goes on where SORS cannot be asked, and puts away what is `left`.
 */
export const restoredBackupBody = z.strictObject( {
	as: z.enum( [ 'adopt', 'notOurs', 'ignore' ] ),
	/** What was answered: refused where it is in another state by now. */
	state: z.optional( z.enum( [ 'checking', 'found', 'adopting', 'left' ] ) ),
} );
export type RestoredBackupAnswer = Required<
	z.infer< typeof restoredBackupBody >
>;

/** `GET restored-backup`, and the answer of `POST`. */
export const restoredBackupResponse = z.strictObject( {
	/** found = a person has to decide; left = some belong to no order of the shop; sending waits in all but none and left. */
	state: z.enum( [ 'none', 'checking', 'found', 'adopting', 'left' ] ),
	message: z.nullable( z.string() ),
	database: z.nullable( z.string() ),
	/** First day that was looked at. */
	from: z.nullable( day ),
	documents: count,
	left: count,
} );
