<?php
declare( strict_types=1 );

namespace SorsApi\Sors\Http;

/** What to send. */
final class Request {

	public string $method;
	public string $url;

	/** @var array<string, string> */
	private array $headers;
	public ?string $body;
	public int $timeoutSeconds;

	/** Whether a lost reply would leave open if something was changed. */
	public bool $isWrite;

	/** Our name of the operation. */
	public string $operation;

	/** @param array<string, string> $headers With the key. */
	public function __construct( string $method, string $url, array $headers, ?string $body, int $timeoutSeconds, bool $isWrite, string $operation = '' ) {
		$this->method         = $method;
		$this->url            = $url;
		$this->headers        = $headers;
		$this->body           = $body;
		$this->timeoutSeconds = $timeoutSeconds;
		$this->isWrite        = $isWrite;
		$this->operation      = $operation;
	}

	/** For the words of an error. */
	public function host(): string {
		return (string) wp_parse_url( $this->url, PHP_URL_HOST );
	}

	/**
	 * Not to be printed: they include the key.
	 *
	 * @return array<string, string>
	 */
	public function headers(): array {
		return $this->headers;
	}

	/** @return array<string, mixed> Without the headers, so that the key stays out of dumps. */
	public function __debugInfo(): array {
		return [ 'method' => $this->method, 'url' => $this->url ];
	}
}
