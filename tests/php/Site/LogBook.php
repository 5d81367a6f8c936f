<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Site;

'cli' === PHP_SAPI || exit;

/** Keeps what is logged, in place of WooCommerce's own logger, until the hooks are put back at the end of the test. */
final class LogBook implements \WC_Logger_Interface {

	public array $entries = [];

	public static function open(): self {
		$book = new self();
		add_filter( 'woocommerce_logging_class', static fn(): self => $book );
		return $book;
	}

	/** @return list<string> The lines of a level, or of all. */
	public function lines( string $level = '' ): array {
		$lines = [];
		foreach ( $this->entries as $entry ) {
			if ( '' === $level || $entry['level'] === $level ) {
				$lines[] = $entry['line'];
			}
		}
		return $lines;
	}

	/** @return list<string> The lines of a level that hold the words. */
	public function about( string $words, string $level = '' ): array {
		return array_values( array_filter( $this->lines( $level ), static fn( string $line ): bool => false !== strpos( $line, $words ) ) );
	}

	public function text(): string {
		return implode( "\n", $this->lines() );
	}

	/**
	 * @param string               $level
	 * @param string               $message
	 * @param array<string, mixed> $context
	 */
	public function log( $level, $message, $context = [] ): void {
		$this->entries[] = [ 'level' => $level, 'line' => $message, 'context' => $context ];
	}

	/**
	 * @param string $handle
	 * @param string $message
	 * @param string $level
	 */
	public function add( $handle, $message, $level = 'notice' ): bool {
		$this->log( $level, $message, [ 'source' => $handle ] );
		return true;
	}

	/**
	 * @param string               $message
	 * @param array<string, mixed> $context
	 */
	public function emergency( $message, $context = [] ): void {
		$this->log( 'emergency', $message, $context );
	}

	/**
	 * @param string               $message
	 * @param array<string, mixed> $context
	 */
	public function alert( $message, $context = [] ): void {
		$this->log( 'alert', $message, $context );
	}

	/**
	 * @param string               $message
	 * @param array<string, mixed> $context
	 */
	public function critical( $message, $context = [] ): void {
		$this->log( 'critical', $message, $context );
	}

	/**
	 * @param string               $message
	 * @param array<string, mixed> $context
	 */
	public function error( $message, $context = [] ): void {
		$this->log( 'error', $message, $context );
	}

	/**
	 * @param string               $message
	 * @param array<string, mixed> $context
	 */
	public function warning( $message, $context = [] ): void {
		$this->log( 'warning', $message, $context );
	}

	/**
	 * @param string               $message
	 * @param array<string, mixed> $context
	 */
	public function notice( $message, $context = [] ): void {
		$this->log( 'notice', $message, $context );
	}

	/**
	 * @param string               $message
	 * @param array<string, mixed> $context
	 */
	public function info( $message, $context = [] ): void {
		$this->log( 'info', $message, $context );
	}

	/**
	 * @param string               $message
	 * @param array<string, mixed> $context
	 */
	public function debug( $message, $context = [] ): void {
		$this->log( 'debug', $message, $context );
	}
}
