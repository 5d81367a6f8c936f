<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Site;

use SorsApi\Services;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\Runs;

/** The runs of the site, for a test and for the processes beside it. */
final class SiteRuns {

	public static function make(): Runs {
		return ( new Services() )->sync()->runs();
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
