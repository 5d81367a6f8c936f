<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

use SorsApi\Outbox\RestoredBackup;
use SorsApi\Outbox\RestoredWords;

defined( 'ABSPATH' ) || exit;

/** Documents in SORS that the outbox does not know, as after a restored backup. */
final class RestoredBackupController extends Controller {

	/** Seconds for which a person waits while documents are put back to their orders; the rest follows in the background. */
	private const WORKING = 10;

	private RestoredBackup $restored;

	public function __construct( RestoredBackup $restored ) {
		$this->restored = $restored;
	}

	public function registerRoutes(): void {
		$this->route( 'GET', '/restored-backup', null, 'restored-backup-response', [ $this, 'read' ] );
		$this->route( 'POST', '/restored-backup', 'restored-backup-body', 'restored-backup-response', [ $this, 'decide' ] );
	}

	/**
	 * `GET restored-backup`: what was found, and how far it is decided.
	 *
	 * @return array<string, mixed>
	 */
	public function read(): array {
		$now = $this->restored->status();
		return [
			'state'     => null === $now ? 'none' : $now['state'],
			'message'   => null === $now ? null : RestoredWords::of( $now ),
			'database'  => null === $now ? null : $now['database'],
			'from'      => null === $now ? null : $now['from'],
			'documents' => $now['count'] ?? 0,
			'left'      => $now['left'] ?? 0,
		];
	}

	/**
	 * `POST restored-backup`: a person says whose documents these are.
	 *
	 * @return array<string, mixed>
	 *
	 * @throws \SorsApi\Outbox\OutboxRefused
	 */
	public function decide( Input $input ): array {
		$this->restored->decide( $input->string( 'as' ), $input->string( 'state' ) );
		$this->restored->work( microtime( true ) + self::WORKING );
		return $this->read();
	}
}
