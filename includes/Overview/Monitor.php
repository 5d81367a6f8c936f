<?php
declare( strict_types=1 );

namespace SorsApi\Overview;

use SorsApi\Database\DatabaseClock;
use SorsApi\Entries\OutboxQueries;
use SorsApi\Outbox\Outbox;
use SorsApi\Settings\LastTest;

/**
 * Whether all is well, for monitoring. Read from what the shop has stored: SORS is not asked.
 *
 * @phpstan-import-type Decision from Decisions
 * @phpstan-import-type TestResult from LastTest
 * @phpstan-type Run array{state: string|null, message: string, finishedAt: string|null, nextAt: string|null}
 * @phpstan-type Status array{
 *   state: 'ok'|'attention'|'down', connection: array{configured: bool, lastTest: TestResult|null, lastTestAt: string|null}, queue: array{count: int, oldestAt: string|null, oldestMinutes: int},
 *   pause: array{code: string, message: string, since: string, until: string}|null, cron: array{planned: bool, minutesLate: int},
 *   runs: array<string, Run>, orders: array<string, int>, ordersThatNeedAPerson: int, linkedProducts: int,
 *   issues: list<array{code: string, severity: string, message: string}>
 * }
 */
final class Monitor {

	public const OK        = 'ok';
	public const ATTENTION = 'attention';
	public const DOWN      = 'down';

	/** Where one of these is so, nothing is exchanged. */
	private const STOPPED = [
		'not_configured',
		'key_unreadable',
		'connection_failed',
		Decisions::ADDRESS_CHANGED,
		Decisions::ENVIRONMENT_UNCONFIRMED,
		'doubt_elsewhere',
		'sending_paused',
		'background_late',
		self::NOT_PLANNED,
	];

	private const NOT_PLANNED = 'background_not_planned';

	private Overview $overview;
	private Outbox $outbox;

	public function __construct( Overview $overview, Outbox $outbox ) {
		$this->overview = $overview;
		$this->outbox   = $outbox;
	}

	/** @return Status */
	public function status(): array {
		$overview = $this->overview->make();
		$paused   = $this->outbox->paused();
		$late     = BackgroundDelay::minutes();
		$issues   = self::issues( $overview['decisions'], $paused );
		if ( null === $late && $overview['connection']['configured'] ) {
			$issues[] = self::issue( self::NOT_PLANNED, 'error', BackgroundDelay::missing() );
		}
		return [
			'state'                 => self::state( $issues, $overview['ordersNeeding'] ),
			'connection'            => $overview['connection'],
			'queue'                 => self::queue(),
			'pause'                 => null === $paused ? null : [
				'code'    => $paused['code'],
				'message' => $paused['message'],
				'since'   => DatabaseClock::iso( $paused['since'] ),
				'until'   => DatabaseClock::iso( $paused['until'] ),
			],
			'cron'                  => [ 'planned' => null !== $late, 'minutesLate' => $late ?? 0 ],
			'runs'                  => self::runs( $overview['runs'] ),
			'orders'                => array_column( $overview['outbox'], 'count', 'state' ),
			'ordersThatNeedAPerson' => $overview['ordersNeeding'],
			'linkedProducts'        => $overview['linkedProducts'],
			'issues'                => $issues,
		];
	}

	/** @return array{count: int, oldestAt: string|null, oldestMinutes: int} What is on its way to SORS. */
	public static function queue(): array {
		$queue = OutboxQueries::underWay();
		$since = null === $queue['since'] ? null : (int) strtotime( $queue['since'] . ' UTC' );
		return [
			'count'         => $queue['count'],
			'oldestAt'      => null === $since ? null : DatabaseClock::iso( $since ),
			'oldestMinutes' => null === $since ? 0 : max( 0, intdiv( time() - $since, MINUTE_IN_SECONDS ) ),
		];
	}

	/**
	 * @param list<Decision>                                                    $decisions
	 * @param array{code: string, message: string, since: int, until: int}|null $paused
	 * @return list<array{code: string, severity: string, message: string}>
	 */
	private static function issues( array $decisions, ?array $paused ): array {
		$issues = [];
		foreach ( $decisions as $decision ) {
			// A rate limit is over in a moment.
			if ( 'sending_paused' !== $decision['code'] || 'rate_limited' !== ( $paused['code'] ?? '' ) ) {
				$issues[] = self::issue( $decision['code'], $decision['severity'], $decision['message'] );
			}
		}
		return $issues;
	}

	/** @return array{code: string, severity: string, message: string} */
	private static function issue( string $code, string $severity, string $message ): array {
		return compact( 'code', 'severity', 'message' );
	}

	/**
	 * @param list<array{code: string, severity: string, message: string}> $issues
	 * @return 'ok'|'attention'|'down'
	 */
	private static function state( array $issues, int $needing ): string {
		if ( [] !== array_intersect( self::STOPPED, array_column( $issues, 'code' ) ) ) {
			return self::DOWN;
		}
		return $needing > 0 || [] !== array_diff( array_column( $issues, 'severity' ), [ 'info' ] ) ? self::ATTENTION : self::OK;
	}

	/**
	 * @param list<array<string, mixed>> $kinds
	 * @return array<string, Run>
	 */
	private static function runs( array $kinds ): array {
		$runs = [];
		/** @var array{kind: string, last: array{state: string, message: string, finishedAt: string|null}|null, nextAt: string|null} $kind */
		foreach ( $kinds as $kind ) {
			$runs[ $kind['kind'] ] = [
				'state'      => $kind['last']['state'] ?? null,
				'message'    => $kind['last']['message'] ?? '',
				'finishedAt' => $kind['last']['finishedAt'] ?? null,
				'nextAt'     => $kind['nextAt'],
			];
		}
		return $runs;
	}
}
