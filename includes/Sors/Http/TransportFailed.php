<?php
declare( strict_types=1 );

namespace SorsApi\Sors\Http;

use SorsApi\Throwing;

defined( 'ABSPATH' ) || exit;

/** No whole response came. What matters is whether the request may have left. */
final class TransportFailed extends \RuntimeException {

	use Throwing;

	public const NO_ADDRESS = 'no_address';
	public const NO_CONNECT = 'no_connect';
	public const TLS        = 'tls';
	public const TIMEOUT    = 'timeout';
	public const CUT        = 'cut';
	public const TOO_LARGE  = 'too_large';
	public const BLOCKED    = 'blocked';
	public const UNKNOWN    = 'unknown';

	/** False only where it is certain that not one byte of the request left. */
	public bool $maybeSent;

	/** One of the constants. */
	public string $reason;

	/** @param string $detail For technicians; without the key. */
	public function __construct( string $reason, bool $maybeSent, string $detail = '' ) {
		parent::__construct( $detail );
		$this->reason    = $reason;
		$this->maybeSent = $maybeSent;
	}
}
