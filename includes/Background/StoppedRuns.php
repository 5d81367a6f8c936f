<?php
declare( strict_types=1 );

namespace SorsApi\Background;

use SorsApi\Issues\Mail;
use SorsApi\Sentence;
use SorsApi\Settings\SettingsStore;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\RunTable;

/** Says by e-mail that a run was stopped to be safe: once, though each run after it takes the question over. */
final class StoppedRuns {

	/** Kinds of run whose question was mailed and is not decided yet. */
	private const OPTION = 'sors_stopped_runs';

	/** Seconds in which whoever started a run is expected to look at it. */
	private const LOOKED_AT = 600;

	public static function mailNew(): void {
		$stored  = get_option( self::OPTION );
		$told    = is_array( $stored ) ? array_values( array_filter( $stored, 'is_string' ) ) : [];
		$stopped = array_column( RunTable::stopped(), null, 'kind' );
		// One that is under way may be about to take it over.
		$open  = array_merge( array_keys( $stopped ), array_column( RunTable::allActive(), 'kind' ) );
		$still = array_values( array_intersect( $told, $open ) );
		$new   = array_filter( $stopped, static fn( Run $run ): bool => ! in_array( $run->kind, $still, true ) && ! self::isLookedAt( $run ) );
		$after = array_merge( $still, array_keys( $new ) );
		if ( $after !== $told ) {
			// Noted first: a mail that fails must not be tried again every few minutes.
			update_option( self::OPTION, $after, false );
		}
		if ( [] !== $new ) {
			Mail::send( SettingsStore::load(), static fn(): array => self::written( $new ) );
		}
	}

	private static function isLookedAt( Run $run ): bool {
		return 'person' === $run->startedBy && time() - (int) strtotime( $run->updatedAt . ' UTC' ) < self::LOOKED_AT;
	}

	/**
	 * @param non-empty-array<Run> $runs
	 *
	 * @return array{string, string}
	 */
	private static function written( array $runs ): array {
		$html = '';
		foreach ( $runs as $run ) {
			$html .= sprintf(
				'<p>%s</p><p><a href="%s">%s</a></p>',
				esc_html( Sentence::shown( $run->message ) ),
				esc_url( admin_url( 'admin.php?page=sors-api&path=products&run=' . $run->id ) ),
				esc_html__( 'See the difference', 'sors-api-for-woocommerce' )
			);
		}
		return [ __( 'A sync was stopped to be safe', 'sors-api-for-woocommerce' ), $html ];
	}
}
