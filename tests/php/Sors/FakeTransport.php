<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Sors;

use SorsApi\Sors\Http\Request;
use SorsApi\Sors\Http\Response;
use SorsApi\Sors\Http\Transport;

'cli' === PHP_SAPI || exit;

/** Answers from a queue, and keeps what was sent. */
final class FakeTransport implements Transport {

	/** @var list<Response|\Throwable> */
	private array $queue = [];

	/** @var list<Request> */
	public array $sent = [];

	/** @var list<list<Request>> */
	public array $ahead = [];

	/** @param Response|\Throwable $next */
	public function will( $next ): self {
		$this->queue[] = $next;
		return $this;
	}

	/** @param mixed $json */
	public function willAnswer( $json, int $status = 200, ?string $retryAfter = null ): self {
		return $this->will( new Response( $status, (string) json_encode( $json, JSON_PRESERVE_ZERO_FRACTION ), $retryAfter ) );
	}

	/** @param mixed $data */
	public function willSucceed( $data, ?int $total = null ): self {
		$json = [ 'success' => true, 'statusCode' => 200, 'message' => '', 'errors' => [], 'data' => $data ];
		if ( null !== $total ) {
			$json['pagination'] = [ 'totalCount' => $total ];
		}
		return $this->willAnswer( $json );
	}

	public function send( Request $request ): Response {
		$this->sent[] = $request;
		$next         = array_shift( $this->queue );
		if ( null === $next ) {
			throw new \LogicException( 'No response was queued for ' . $request->method . ' ' . $request->url );
		}
		if ( $next instanceof \Throwable ) {
			throw $next;
		}
		return $next;
	}

	public function ahead( array $reads ): void {
		$this->ahead[] = $reads;
	}

	public function last(): Request {
		return $this->sent[ count( $this->sent ) - 1 ];
	}
}
