<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Site;

use SorsApi\Ledger\Ledger;
use SorsApi\Ledger\OpenOrders;
use SorsApi\Plugin;
use SorsApi\Settings\SettingsStore;
use SorsApi\Sync\Assembly;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\Runs;

/** The runs of the site, for a test and for the processes beside it. */
final class SiteRuns {

	public static function make(): Runs {
		$settings = new SettingsStore();
		return ( new Assembly( [ new Plugin(), 'api' ], $settings, static fn(): Ledger => new Ledger( $settings, new OpenOrders() ) ) )->runs();
	}

	/** As the open page drives a run, and a person who approves whatever it found. */
	public static function toEnd( string $kind ): Run {
		$runs = self::make();
		$run  = $runs->start( $kind, 'apply', 'person' );
		do {
			$run = $runs->step( $run->id );
			if ( 'awaiting_approval' === $run->state ) {
				$run = $runs->approve( $run->id );
			}
		} while ( $run->isActive() && null === $run->resumesAt );
		return $run;
	}
}
