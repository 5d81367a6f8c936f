<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Engine;

use SorsApi\Sentence;
use SorsApi\Sors\Malformed;
use SorsApi\Sors\Record;

/** Records of SORS with a value that cannot be read: each is left out by name, unless they are so many that the contract must be wrong. */
final class UnreadableRecords {

	/** See RunItem::$problem. */
	public const PROBLEM = 'unreadable';
	/** Fewer than this many never stop a run, nor do those that are no more than one of so many. */
	private const AT_LEAST = 20;
	private const ONE_OF   = 5;

	/** @param array<string, string> $faults See Record::faults(). */
	public static function reason( array $faults ): string {
		/* translators: %s: fields and what is wrong with them, e.g. vatRate: "20%" is not a number */
		return Sentence::__( 'SORS has a value of it that cannot be read (%s). The shop keeps what it has until the value is corrected in SORS.', 'sors-api-for-woocommerce', self::listed( $faults ) );
	}

	/** Why nothing of what a reading did not show can be said to be gone. */
	public static function whyUnknown(): string {
		return Sentence::__( 'SORS did not show it, but it showed a record without a readable code, which may be this item. Correct that record in SORS; its own line says what is wrong with it.', 'sors-api-for-woocommerce' );
	}

	/**
	 * @param int          $read    Records that the run has read so far.
	 * @param list<Record> $records The last of them.
	 * @throws Malformed When too many of them cannot be read.
	 */
	public static function limit( Cursor $cursor, int $read, string $operation, array $records ): void {
		if ( $cursor->unreadable < self::AT_LEAST || $cursor->unreadable * self::ONE_OF <= $read ) {
			return;
		}
		$faults  = array_filter( array_map( static fn( Record $record ): array => $record->faults(), $records ) );
		$example = [] === $faults ? '' : self::listed( reset( $faults ) );
		( new Malformed(
			/* translators: 1: number of records, 2: number of all records, 3: what is wrong with one, e.g. vatRate: "20%" is not a number */
			Sentence::__( '%1$s of the %2$s records that SORS has shown so far cannot be read (for example %3$s). Those are too many for mistakes in single items: SORS writes something in another way than the plugin expects. Nothing was changed. Please show this to the person who looks after the site.', 'sors-api-for-woocommerce', Sentence::number( $cursor->unreadable ), Sentence::number( $read ), $example ),
			'malformed',
			$operation
		) )->throw();
	}

	/** @param array<string, string> $faults */
	private static function listed( array $faults ): string {
		$parts = [];
		foreach ( $faults as $field => $fault ) {
			$parts[] = '' === $field ? $fault : "$field: $fault";
		}
		return implode( '; ', $parts );
	}
}
