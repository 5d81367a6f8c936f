<?php
declare( strict_types=1 );

namespace SorsApi\Orders;

use SorsApi\Database\Sql;
use SorsApi\Settings\Settings;

/** Which orders the settings would send, as SQL for orders that a query calls "o"; Readiness judges the single one. */
final class Eligible {

	/** A condition in brackets; false for every order where no status is sent. */
	public static function sql( Settings $settings, OrderStorage $storage ): string {
		$apart = array_map( 'strval', array_keys( $settings->exportStatusesByPayment ) );
		$rules = [];
		if ( [] !== $settings->exportStatuses ) {
			$rules[] = self::inStatus( $storage, $settings->exportStatuses ) . ( [] === $apart ? '' : ' AND COALESCE(' . $storage->payment . ", '') NOT IN (" . Sql::quoted( $apart ) . ')' );
		}
		foreach ( $settings->exportStatusesByPayment as $gateway => $statuses ) {
			if ( [] !== $statuses ) {
				$rules[] = self::inStatus( $storage, $statuses ) . " AND {$storage->payment} = " . Sql::quoted( [ (string) $gateway ] );
			}
		}
		return [] === $rules ? '(1 = 0)' : '((' . implode( ') OR (', $rules ) . '))';
	}

	/** @param list<string> $statuses Without `wc-`. */
	private static function inStatus( OrderStorage $storage, array $statuses ): string {
		$names = array_map(
			static function ( string $status ): string {
				return 'wc-' . $status;
			},
			$statuses
		);
		return "o.{$storage->status} IN (" . Sql::quoted( $names ) . ')';
	}
}
