<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Sentence;

/**
 * What people are told of documents that the outbox does not know.
 *
 * @phpstan-import-type Progress from RestoredBackup
 */
final class RestoredWords {

	/** Documents named in one sentence. */
	private const NAMED = 5;

	/**
	 * @param Progress $now
	 * @return string A sentence.
	 */
	public static function of( array $now ): string {
		switch ( $now['state'] ) {
			case RestoredBackup::FOUND:
				/* translators: 1: number of documents, 2: their numbers, 3: name of a database. */
				return Sentence::_n(
					'SORS (database %3$s) has %1$d document with the mark of this shop that the shop does not know: %2$s. It looks as if a backup of the shop was restored. Until you say whose document it is, no orders are sent: they might be in SORS already.',
					'SORS (database %3$s) has %1$d documents with the mark of this shop that the shop does not know: %2$s. It looks as if a backup of the shop was restored. Until you say whose documents they are, no orders are sent: they might be in SORS already.',
					$now['count'],
					'sors-api-for-woocommerce',
					$now['count'],
					self::named( $now['examples'], $now['count'] ),
					$now['database']
				);
			case RestoredBackup::ADOPTING:
				/* translators: %d: number of documents. */
				return self::withProblem( Sentence::_n( 'The documents in SORS are being put back to their orders: %d so far. Orders are sent once that is done.', 'The documents in SORS are being put back to their orders: %d so far. Orders are sent once that is done.', $now['adopted'], 'sors-api-for-woocommerce', $now['adopted'] ), $now['problem'] );
			case RestoredBackup::LEFT:
				/* translators: 1: number of documents, 2: their numbers. */
				return Sentence::_n(
					'%1$d document in SORS belongs to no order of this shop any more: %2$s. Its order was lost with the backup, or has another document. Look at it in SORS: cancel it there, or enter its order here by hand.',
					'%1$d documents in SORS belong to no order of this shop any more: %2$s. Their orders were lost with the backup, or have another document. Look at them in SORS: cancel them there, or enter their orders here by hand.',
					$now['left'],
					'sors-api-for-woocommerce',
					$now['left'],
					self::named( $now['leftExamples'], $now['left'] )
				);
			default:
				return self::withProblem( Sentence::__( 'After a break the plugin looks whether SORS has documents that the shop does not know, as after a restored backup. Orders wait for that.', 'sors-api-for-woocommerce' ), $now['problem'] );
		}
	}

	private static function withProblem( string $sentence, string $problem ): string {
		return trim( $sentence . ' ' . $problem );
	}

	/** @param list<string> $names */
	private static function named( array $names, int $count ): string {
		return implode( ', ', array_slice( $names, 0, self::NAMED ) ) . ( $count > min( self::NAMED, count( $names ) ) ? ', …' : '' );
	}
}
