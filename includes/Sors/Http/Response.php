<?php
declare( strict_types=1 );

namespace SorsApi\Sors\Http;

/** What came back: any answer at all, also one of a server that is not SORS. */
final class Response {

	public int $status;
	public string $body;

	/** The header as it came: seconds, or a date. */
	public ?string $retryAfter;

	public function __construct( int $status, string $body, ?string $retryAfter = null ) {
		$this->status     = $status;
		$this->body       = $body;
		$this->retryAfter = $retryAfter;
	}
}
