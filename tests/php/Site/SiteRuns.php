<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Site;

use SorsApi\Services;
use SorsApi\Store\PendingChange;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\Runs;
use SorsApi\Sync\Pending\PendingList;

/** The runs of the site, for a test and for the processes beside it. */
final class SiteRuns {

	public static function make(): Runs {
		return ( new Services() )->sync()->runs();
	}

	/** As the open page drives a run, and a person who approves whatever it found. */
	public static function toEnd( string $kind ): Run {
		$run = self::drive( self::make()->start( $kind, 'apply', 'person' ) );
		if ( PendingList::countOf( $run->id ) > 0 ) {
			[ , $next ] = self::make()->decide( PendingChange::APPROVED, [], $kind, '' );
			$run        = null === $next ? $run : self::drive( $next );
		}
		return $run;
	}

	private static function drive( Run $run ): Run {
		do {
			$run = self::make()->step( $run->id );
		} while ( $run->isActive() && null === $run->resumesAt );
		return $run;
	}
}
