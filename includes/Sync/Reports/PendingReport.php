<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Reports;

use SorsApi\Database\CachedCount;
use SorsApi\Database\DatabaseClock;
use SorsApi\Settings\SettingsStore;
use SorsApi\Store\PendingChange;
use SorsApi\Store\Text;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\RunItem;
use SorsApi\Sync\Pending\Danger;
use SorsApi\Sync\Pending\PendingList;
use SorsApi\Sync\Pending\PendingWords;
use SorsApi\Sync\Stock\StockPasses;

/** What waits for a person's decision, as the screens, notices and mails show it. */
final class PendingReport {

	/** Seconds for which a sentence about many changes stands, unless these change: each of them is looked at for it. */
	private const STANDS = 300;

	/**
	 * @param array{kind?: string, class?: string, search?: string, page?: int, per_page?: int} $query
	 * @return array{items: list<array<string, mixed>>, total: int, at: string, kinds: list<array{kind: string, waiting: int, news: int, message: string}>} Zod `pendingResponse`.
	 */
	public static function list( array $query ): array {
		// Before it is read: what changes meanwhile was not shown.
		$at    = DatabaseClock::utc();
		$found = PendingList::list( $query );
		_prime_post_caches( array_values( array_unique( array_filter( array_map( static fn( PendingChange $change ): int => $change->objectId, $found['items'] ) ) ) ), false, false );
		return [
			'items' => array_map( [ self::class, 'item' ], $found['items'] ),
			'total' => $found['total'],
			'at'    => (string) Run::moment( $at ),
			'kinds' => array_map(
				static fn( array $counts ): array => [ 'kind' => $counts['kind'], 'waiting' => $counts['waiting'], 'news' => $counts['news'], 'message' => self::message( $counts ) ],
				array_values( PendingList::kinds() )
			),
		];
	}

	/** @return array<string, string> Kind of run => why changes of it wait, that nobody was shown. Sentences. */
	public static function news(): array {
		return array_map( [ self::class, 'message' ], array_filter( PendingList::kinds(), static fn( array $counts ): bool => $counts['news'] > 0 ) );
	}

	/** @param array{kind: string, waiting: int, news: int, changed: string, lastRun: int, isTold: bool} $counts See PendingList::kinds(). */
	private static function message( array $counts ): string {
		$kind     = $counts['kind'];
		$settings = SettingsStore::load();
		$emptied  = 'stock' === $kind ? StockPasses::all()['emptied'] : [];
		$about    = md5( (string) wp_json_encode( [ $counts['waiting'], $counts['news'], $counts['changed'], $settings->toArray(), $emptied, intdiv( time(), self::STANDS ) ] ) );
		$known    = $counts['news'] < CachedCount::MANY ? [] : get_transient( "sors_waiting_$kind" );
		if ( is_array( $known ) && is_string( $known[ $about ] ?? null ) ) {
			return $known[ $about ];
		}
		$message = PendingWords::of( $kind, $counts['waiting'], $settings, $emptied );
		if ( $counts['news'] >= CachedCount::MANY ) {
			set_transient( "sors_waiting_$kind", [ $about => $message ], self::STANDS );
		}
		return $message;
	}

	/** @return array<string, mixed> Zod `pendingItem`. */
	private static function item( PendingChange $change ): array {
		return [
			'id'         => $change->id,
			'kind'       => $change->kind,
			'code'       => $change->code,
			// That of a missing item is its product's.
			'name'       => in_array( Danger::MISSING, Danger::classes( $change->danger ), true ) ? Text::plain( $change->name ) : $change->name,
			'productId'  => 0 === $change->objectId ? null : $change->objectId,
			'productUrl' => 0 === $change->objectId ? null : RunItem::editUrl( $change->objectId ),
			'classes'    => Danger::classes( $change->danger ),
			'changes'    => RunItem::changesOf( [ 'changes' => $change->changes ] ),
			'runId'      => $change->runId,
			'since'      => (string) Run::moment( $change->createdAt ),
		];
	}
}
