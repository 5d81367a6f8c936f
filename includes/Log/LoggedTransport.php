<?php
declare( strict_types=1 );

namespace SorsApi\Log;

use SorsApi\Sors\Contract\Contract;
use SorsApi\Sors\Http\KeySource;
use SorsApi\Sors\Http\Request;
use SorsApi\Sors\Http\Response;
use SorsApi\Sors\Http\Transport;
use SorsApi\Sors\Http\TransportFailed;

defined( 'ABSPATH' ) || exit;

/** Logs each request to SORS while the setting "detailed log" is on, with the key taken out and buyers masked. */
final class LoggedTransport implements Transport {

	private Transport $transport;
	private KeySource $keys;

	/** @var \Closure(): bool */
	private \Closure $isOn;

	/** @var \Closure(): Contract */
	private \Closure $contract;

	/**
	 * @param \Closure(): bool     $isOn     Whether the detailed log is on; called for each request.
	 * @param \Closure(): Contract $contract The contract in use.
	 */
	public function __construct( Transport $transport, KeySource $keys, \Closure $isOn, \Closure $contract ) {
		$this->transport = $transport;
		$this->keys      = $keys;
		$this->isOn      = $isOn;
		$this->contract  = $contract;
	}

	public function send( Request $request ): Response {
		if ( ! ( $this->isOn )() ) {
			return $this->transport->send( $request );
		}
		$began = hrtime( true );
		try {
			$response = $this->transport->send( $request );
		} catch ( TransportFailed $failure ) {
			$this->write( $request, $began, sprintf( 'no answer (%s, %s)', $failure->reason, $failure->maybeSent ? 'it may have left' : 'nothing left' ), null );
			throw $failure;
		}
		$this->write( $request, $began, (string) $response->status, $response );
		return $response;
	}

	/** Each is logged when it is sent. */
	public function ahead( array $reads ): void {
		$this->transport->ahead( $reads );
	}

	private function write( Request $request, int $began, string $status, ?Response $response ): void {
		$masking = new Masking( ( $this->contract )(), $request->operation );
		$body    = (string) $request->body;
		$line    = sprintf(
			'SORS %s: %s %s → %s in %d ms, %d bytes sent, %d received. Sent: %s',
			$request->operation,
			$request->method,
			$masking->url( $request->url ),
			$status,
			intdiv( hrtime( true ) - $began, 1000000 ),
			strlen( $body ),
			null === $response ? 0 : strlen( $response->body ),
			$masking->body( $body )
		);
		Log::info( $this->keys->key()->redact( $line . ( null === $response ? '' : '. Received: ' . $masking->body( $response->body ) ) ) );
	}
}
