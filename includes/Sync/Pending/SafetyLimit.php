<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Pending;

use SorsApi\Store\PendingChange;

/** Pure: which planned changes of a run are written, and which wait for a person. */
final class SafetyLimit {

	/** So that a small shop is not asked about every other change, unless it would be about all that it sells. */
	private const AT_LEAST = 5;
	private const OF_ALL   = 2;
	/** It was shown in a preview and not chosen. */
	public const NOT_CHOSEN = 'not_chosen';

	private string $settings;
	private int $percent;
	private int $onSale;
	/** @var list<string> Classes that count. */
	private array $classes;
	/** @var array<string, int> Class => items; "items" = all of them. */
	private array $counts;
	/** @var list<string> Classes that are over the limit. */
	private array $over = [];

	/**
	 * @param string $settings Fingerprint of those that an approval has to be for.
	 * @param int    $percent  safetyLimitPercent.
	 * @param int    $onSale   Products that can be bought now.
	 * @param bool   $isAsked  A person started the run, and has asked for new products.
	 */
	public function __construct( string $settings, int $percent, int $onSale, bool $isAsked ) {
		$this->settings = $settings;
		$this->percent  = $percent;
		$this->onSale   = $onSale;
		$this->classes  = $isAsked ? array_values( array_diff( Danger::COUNTED, [ Danger::PUBLISH ] ) ) : Danger::COUNTED;
		$this->counts   = array_fill_keys( Danger::COUNTED, 0 ) + [ 'items' => 0 ];
	}

	/** @param PendingChange|null $pending What waits of the item already. */
	public function count( string $danger, ?PendingChange $pending ): void {
		$found = array_intersect( Danger::classes( $danger ), $this->classes );
		if ( [] !== $found && [] === array_intersect( Danger::classes( $danger ), Danger::ALWAYS ) && ! $this->isAgreed( $danger, $pending ) ) {
			foreach ( array_merge( $found, [ 'items' ] ) as $class ) {
				++$this->counts[ $class ];
			}
		}
	}

	/** @param int $gone Products on sale whose items SORS no longer shows: with them, all are counted. */
	public function close( int $gone ): void {
		$this->counts[ Danger::HIDE ] += $gone;
		$this->counts['items']        += $gone;
		$this->over = array_values( array_filter( $this->classes, fn( string $class ): bool => self::isOver( $this->counts[ $class ], $this->onSale, $this->percent ) ) );
		if ( [] === $this->over && self::isOver( $this->counts['items'], $this->onSale, $this->percent ) ) {
			$this->over = $this->classes;
		}
	}

	public function hidesTooMany(): bool {
		return in_array( Danger::HIDE, $this->over, true );
	}

	/**
	 * Once held, it is held however little of its class remains; a change of another class counts for itself.
	 *
	 * @return list<string> Classes for which it waits, or NOT_CHOSEN; [] = it is written.
	 */
	public function reasons( string $danger, ?PendingChange $pending ): array {
		if ( $this->isAgreed( $danger, $pending ) ) {
			return [];
		}
		if ( null !== $pending && $pending->isQuiet ) {
			return [ self::NOT_CHOSEN ];
		}
		$before = null === $pending ? [] : Danger::classes( $pending->danger );
		if ( null !== $pending && Danger::prices( $pending->danger ) === Danger::prices( $danger ) ) {
			// The same price waits on, whatever has become of the sale.
			$before[] = Danger::PRICE;
		}
		return array_values( array_intersect( Danger::classes( $danger ), [ ...$this->over, ...Danger::ALWAYS, ...$before ] ) );
	}

	private function isAgreed( string $danger, ?PendingChange $pending ): bool {
		return null !== $pending && PendingChange::APPROVED === $pending->state && $pending->settings === $this->settings && Danger::isWithin( $danger, $pending->danger );
	}

	/** Is this more than an owner would want to happen without being asked? */
	public static function isOver( int $dangerous, int $onSale, int $percent ): bool {
		$isMuch = $dangerous >= self::AT_LEAST || ( $onSale >= self::OF_ALL && $dangerous >= $onSale );
		return $isMuch && $dangerous * 100 > $onSale * $percent;
	}

	/**
	 * What waits of an item, as a run has found it now.
	 *
	 * @param PendingChange      $found  Its item, changes and danger.
	 * @param PendingChange|null $before What waited of it already.
	 * @param string             $now    UTC.
	 */
	public static function ask( PendingChange $found, ?PendingChange $before, string $now ): PendingChange {
		$isOpen           = null !== $before && PendingChange::ASKED === $before->state && $before->runId > 0;
		$isSame           = $isOpen && $before->danger === $found->danger && $before->changes === $found->changes;
		$found->isQuiet   = null !== $before && $before->isQuiet && Danger::isWithin( $found->danger, $before->danger );
		$found->isTold    = $isOpen && $before->isTold && $before->isQuiet === $found->isQuiet;
		$found->createdAt = $isOpen ? $before->createdAt : $now;
		$found->updatedAt = $isSame ? $before->updatedAt : $now;
		return $found;
	}
}
