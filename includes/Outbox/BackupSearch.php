<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Database\StorageError;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Entries\Person;
use SorsApi\Log\Log;
use SorsApi\Orders\OrderReader;
use SorsApi\Settings\StoreIdentity;
use SorsApi\Sors\SorsError;

/**
 * Goes through SORS' documents for those that the outbox does not know, and puts them back to their orders, a day or an
 * entry at a time: there may be many, and the next step finds where the last one stopped.
 *
 * @phpstan-import-type Progress from RestoredBackup
 */
final class BackupSearch {

	/** Documents that are named. */
	private const EXAMPLES = 20;

	/**
	 * Refusals in a row, a minute apart, after which SORS will not list its documents tomorrow either. It must not keep the
	 * orders back for ever: what can be looked up is.
	 */
	public const REFUSALS = 3;

	private UnknownDocuments $unknown;

	public function __construct( UnknownDocuments $unknown ) {
		$this->unknown = $unknown;
	}

	/**
	 * @param int $alive When the outbox was last at work (Unix timestamp); 0 = not known.
	 * @param int $since From when on documents are looked at (Unix timestamp).
	 * @return Progress
	 */
	public static function start( string $database, int $alive, int $since ): array {
		$from = OrderReader::day( new \DateTimeImmutable( '@' . $since ) );
		return [
			'state'        => RestoredBackup::CHECKING,
			'alive'        => $alive,
			'database'     => $database,
			'from'         => $from,
			'at'           => $from,
			'found'        => time(),
			'refused'      => 0,
			'entry'        => 0,
			'count'        => 0,
			'examples'     => [],
			'adopted'      => 0,
			'left'         => 0,
			'leftExamples' => [],
			'problem'      => '',
		];
	}

	/**
	 * One day, or one entry where days cannot be listed.
	 *
	 * @param Progress $now
	 * @return Progress|null Null = all is well.
	 * @throws SorsError
	 */
	public function check( array $now ): ?array {
		if ( $this->lists( $now ) ) {
			return self::next( $now['at'] ) + self::with( $now, $this->unknown->ofDay( $now['database'], $now['at'] ) );
		}
		$entry = $now['refused'] >= self::REFUSALS ? $this->nextEntry( $now ) : null;
		if ( null !== $entry ) {
			return [ 'entry' => $entry->id ] + self::with( $now, $this->ofEntry( $now, $entry ) );
		}
		if ( $now['count'] > 0 ) {
			Log::warning( sprintf( 'SORS has %d documents of this shop that the outbox does not know: %s', $now['count'], implode( ', ', $now['examples'] ) ) );
			return [ 'state' => RestoredBackup::FOUND ] + $now;
		}
		return $now['left'] > 0 ? [ 'state' => RestoredBackup::LEFT ] + $now : null;
	}

	/**
	 * One day, where days can be listed; then one entry after the other that might be sent again.
	 *
	 * @param Progress $now
	 * @return Progress|null Null = done, and all were adopted.
	 * @throws OutboxRefused busy.
	 * @throws StorageError Also where WooCommerce could not read an order.
	 * @throws SorsError
	 */
	public function adopt( array $now ): ?array {
		if ( $this->lists( $now ) ) {
			return self::next( $now['at'] ) + $this->adoptAll( $now, $this->unknown->ofDay( $now['database'], $now['at'] ) );
		}
		$entry = $this->nextEntry( $now );
		if ( null !== $entry ) {
			return [ 'entry' => $entry->id ] + $this->adoptAll( $now, $this->ofEntry( $now, $entry ) );
		}
		StoreIdentity::renew( true );
		Log::info( sprintf( 'Adopted %d documents in SORS; %d are left.', $now['adopted'], $now['left'] ) );
		return $now['left'] > 0 ? [ 'state' => RestoredBackup::LEFT ] + $now : null;
	}

	/** @param Progress $now */
	private function lists( array $now ): bool {
		return $now['refused'] < self::REFUSALS && $now['at'] <= self::lastDay() && $this->unknown->canList();
	}

	/** @param Progress $now */
	private function nextEntry( array $now ): ?OutboxEntry {
		return $this->unknown->canFind() ? OutboxTable::unsentAfter( $now['entry'] ) : null;
	}

	/**
	 * @param Progress $now
	 * @return list<UnknownDocument>
	 */
	private function ofEntry( array $now, OutboxEntry $entry ): array {
		return $this->lookUp( $now['database'], SalePreparation::reference( StoreIdentity::storeId(), $entry ) );
	}

	/**
	 * @return list<UnknownDocument>
	 * @throws SorsError
	 */
	public function lookUp( string $database, string $reference ): array {
		return $this->unknown->lookUp( $database, $reference );
	}

	/**
	 * @param Progress              $now
	 * @param list<UnknownDocument> $found
	 * @return Progress
	 * @throws OutboxRefused busy.
	 */
	private function adoptAll( array $now, array $found ): array {
		$found = $this->unknown->asSent( $now['database'], $found );
		// What becomes of an order's first document tells whose the later ones are.
		usort( $found, static fn( UnknownDocument $one, UnknownDocument $other ): int => $one->revision <=> $other->revision );
		foreach ( $found as $document ) {
			if ( Adoption::adopt( $document, $now['database'], $now['alive'], Person::of( $now['by'] ?? null ) ) ) {
				++$now['adopted'];
			} elseif ( ! in_array( $document->name(), $now['leftExamples'], true ) ) {
				++$now['left'];
				$now['leftExamples'] = self::named( $now['leftExamples'], $document );
			}
		}
		return $now;
	}

	/**
	 * @param Progress              $now
	 * @param list<UnknownDocument> $found
	 * @return Progress
	 */
	public static function with( array $now, array $found ): array {
		$now['count'] += count( $found );
		foreach ( $found as $document ) {
			$now['examples'] = self::named( $now['examples'], $document );
		}
		return $now;
	}

	/**
	 * @param list<string> $names
	 * @return list<string>
	 */
	private static function named( array $names, UnknownDocument $document ): array {
		return count( $names ) < self::EXAMPLES ? array_merge( $names, [ mb_substr( $document->name(), 0, OutboxEntry::LONGEST_NUMBER ) ] ) : $names;
	}

	private static function lastDay(): string {
		// The books may be a day ahead of the shop.
		return OrderReader::day( new \DateTimeImmutable( '+1 day' ) );
	}

	/** @return array{at: string, refused: int} After a day that was listed. */
	private static function next( string $day ): array {
		return [
			'at'      => ( new \DateTimeImmutable( $day . ' 12:00:00' ) )->modify( '+1 day' )->format( 'Y-m-d' ),
			'refused' => 0,
		];
	}
}
