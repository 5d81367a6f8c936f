<?php
declare( strict_types=1 );

namespace SorsApi\Counterparts;

use SorsApi\Database\ProgressOption;

/**
 * Whether a look-up of SORS that shows nothing may be believed. It is proved for one database, address and contract
 * (Api::scope), and for a day: a server may change overnight. How it is proved, the one who looks up knows.
 */
final class LookUpTrust {

	public const OPTION = 'sors_lookup_trust';

	private const LASTS = 86400;

	/** @param string $what Scope, and the kind of look-up where there are several. */
	public static function holds( string $what ): bool {
		$until = self::proofs()->read()[ $what ] ?? 0;
		// Not by a clock that was wrong when it was proved, either.
		return $until > time() && $until <= time() + self::LASTS;
	}

	public static function earn( string $what ): void {
		self::change( [ $what => time() + self::LASTS ] );
	}

	/**
	 * Earns it where the search shows something that SORS has for certain.
	 *
	 * @template T
	 * @param list<T>             $known
	 * @param callable( T ): bool $shows
	 */
	public static function earnBy( string $what, array $known, callable $shows ): bool {
		$isProven = self::isAnyShown( $known, $shows );
		if ( $isProven ) {
			self::earn( $what );
		}
		return $isProven;
	}

	/**
	 * Right before a repeat: whether something known is shown at this moment, too. A search that is down for an hour shows
	 * nothing of anything, and the proof of this morning says nothing of that. Where none is left to ask for, it stands.
	 *
	 * @template T
	 * @param list<T>             $known
	 * @param callable( T ): bool $shows
	 */
	public static function isConfirmed( string $what, array $known, callable $shows ): bool {
		if ( [] === $known || self::isAnyShown( $known, $shows ) ) {
			return true;
		}
		self::end( $what );
		return false;
	}

	/**
	 * @template T
	 * @param list<T>             $known
	 * @param callable( T ): bool $shows
	 */
	private static function isAnyShown( array $known, callable $shows ): bool {
		foreach ( $known as $one ) {
			if ( $shows( $one ) ) {
				return true;
			}
		}
		return false;
	}

	/** It answered with what it was not asked for. */
	public static function end( string $what ): void {
		self::change( [ $what => 0 ] );
	}

	/** @param array<string, int> $proof Unix time until which it holds. */
	private static function change( array $proof ): void {
		self::proofs()->change( static fn( array $before ): array => array_filter( $proof + $before, static fn( $until ): bool => $until > time() ) );
	}

	private static function proofs(): ProgressOption {
		return new ProgressOption( self::OPTION );
	}
}
