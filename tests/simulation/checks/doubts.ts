/** Where a person is asked whether SORS has what was sent: only for what docs/outbox.md lists under “Lost replies”. */
import type { SorsDocument } from '../../sors/model/types';
import type { Entry } from '../model/shop';

/** What happened that leaves it open. */
export interface Doubtful {
	/** Seconds since 1970: when a look-up last met an answer that says nothing; -Infinity = never. */
	uselessAt: number;
	/** The same: when one last met with no answer at all. */
	failedAt: number;
	/** The last entry that a backup brought back, with the counts of its own time; 0 = none. */
	lastOfBackup: number;
	/** A process ended in the middle of its work. */
	wasCutOff: boolean;
}

interface Scene {
	entries: readonly Entry[];
	met: Doubtful;
	/** Of all databases. */
	documents: readonly SorsDocument[];
	/** References of documents that somebody cancelled in SORS: whether that was meant, nobody else knows. */
	cancelledByHand: ReadonlySet< string | null >;
}

type Cause = ( entry: Entry, scene: Scene ) => boolean;

/** Repeats by the plugin itself, after a silent loss and after answered ones. */
const REPEATS = { silent: 1, answered: 6 };

/** Seconds after a loss within which a look-up that can be proved is proved; after a day a person is asked. */
const PROVED_WITHIN = 12 * 3600;

/**
 * Whether SORS told the shop of a document early enough by which the look-up could be seen to work. Each database is a
 * server of its own.
 */
const isProvable: Cause = ( entry, { entries } ) =>
	entries.some(
		( { database, answeredAt } ) =>
			database === entry.database &&
			answeredAt !== null &&
			answeredAt < ( entry.lostAt ?? Infinity ) + PROVED_WITHIN
	);

const wasUseless: Cause = ( { lostAt }, { met } ) =>
	met.uselessAt >= ( lostAt ?? -Infinity );

/** Seconds after a loss from which on a person is asked where SORS does not answer. */
const PATIENCE = 86_400;

const hasFailed: Cause = ( entry, scene ) =>
	wasUseless( entry, scene ) ||
	scene.met.failedAt >= ( entry.lostAt ?? -Infinity ) + PATIENCE;

const ofItsReference = (
	{ reference }: Entry,
	{ documents }: Scene
): SorsDocument[] =>
	documents.filter(
		( { externalReference } ) => externalReference === reference
	);

const isAnother: Cause = ( entry, scene ) =>
	ofItsReference( entry, scene ).some(
		( { kind, total } ) =>
			kind !== entry.kind || Math.abs( total - entry.total ) > 0.0099
	);

/** By code: whether there is reason to ask. */
const OF_DOCUMENTS: Record< string, Cause > = {
	lost_again: ( { silentLosses, answeredLosses } ) =>
		silentLosses > REPEATS.silent || answeredLosses > REPEATS.answered,
	lookup_untrusted: ( entry, scene ) =>
		! isProvable( entry, scene ) || wasUseless( entry, scene ),
	lookup_failed: hasFailed,
	found_cancelled: ( { reference }, { cancelledByHand } ) =>
		cancelledByHand.has( reference ),
	found_other: isAnother,
	// What was made from its document may carry its reference on.
	found_several: ( entry, scene ) =>
		ofItsReference( entry, scene ).filter(
			( { kind } ) => kind === entry.kind
		).length > 1,
	found_made: ( entry, scene ) =>
		ofItsReference( entry, scene ).some(
			( { sourceDocumentId } ) => sourceDocumentId !== null
		),
	cut_off: ( _entry, { met } ) => met.wasCutOff,
};

/** A person is asked, and SORS could have been. */
export const needlessDoubts = ( scene: Scene ): string[] =>
	scene.entries
		.filter( ( entry ) => {
			return (
				entry.state === 'uncertain' &&
				entry.id > scene.met.lastOfBackup &&
				! OF_DOCUMENTS[ entry.error ?? '' ]?.( entry, scene )
			);
		} )
		.map(
			( { id, orderId, role, error, silentLosses, answeredLosses } ) =>
				`entry ${ id } (order ${ orderId }, ${ role }) is uncertain (${ error }) after ${ silentLosses } silent and ${ answeredLosses } answered losses, and there is no cause to ask`
		);
