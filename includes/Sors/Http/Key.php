<?php
declare( strict_types=1 );

namespace SorsApi\Sors\Http;

defined( 'ABSPATH' ) || exit;

/**
 * The API key, wrapped so that it stays out of dumps and stack traces, which print plain arguments.
 */
final class Key implements KeySource {

	private ?string $value;

	public function __construct( ?string $value ) {
		$this->value = $value;
	}

	public function isSet(): bool {
		return null !== $this->value && '' !== $this->value;
	}

	public function key(): self {
		return $this;
	}

	public function isReadable(): bool {
		return true;
	}

	/** For the one header that carries it. */
	public function reveal(): string {
		return (string) $this->value;
	}

	/** Takes the key out of a server's words, which may repeat it, and may be stored and shown. */
	public function redact( string $text ): string {
		return strlen( (string) $this->value ) < 4 ? $text : str_replace( (string) $this->value, '•••', $text );
	}

	/** @return array<string, bool> */
	public function __debugInfo(): array {
		return [ 'isSet' => $this->isSet() ];
	}

	/** @return never */
	public function __serialize(): array {
		throw new \LogicException( 'The API key is not to be stored.' );
	}
}
