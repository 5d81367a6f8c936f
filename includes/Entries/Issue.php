<?php
declare( strict_types=1 );

namespace SorsApi\Entries;

/**
 * What a person has to decide about a document that was sent, as facts: words are made of it when it is shown, in the
 * reader's language, and are never compared.
 */
final class Issue {

	/** SORS no longer has an open document of the order. */
	public const MISSING = 'missing_in_sors';

	/** SORS has several open documents of the order. */
	public const DOUBLED = 'doubled_in_sors';

	/** A return document carries another amount than its refund. */
	public const REFUND = 'refund_differs';

	/** SORS took a standing discount off that the order had taken off already. */
	public const DISCOUNTED_TWICE = 'discounted_twice';

	public string $code;

	/** @var array<string, mixed> What belongs to the code; shapes in SorsApi\Issues\IssueText. */
	public array $data;

	/** @param array<string, mixed> $data */
	public function __construct( string $code, array $data = [] ) {
		$this->code = $code;
		$this->data = $data;
	}

	public static function read( ?string $code, ?string $json ): ?self {
		$data = null === $json ? null : json_decode( $json, true );
		return null === $code || '' === $code ? null : new self( $code, is_array( $data ) ? $data : [] );
	}

	public function json(): string {
		return (string) wp_json_encode( (object) $this->data, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES );
	}

	/** Recognises an accepted issue: made of the facts alone, without the names of things, which may change. */
	public function fingerprint(): string {
		return substr( hash( 'sha256', $this->code . (string) wp_json_encode( self::withoutNames( $this->data ) ) ), 0, 32 );
	}

	/**
	 * @param array<mixed> $data
	 * @return array<mixed>
	 */
	private static function withoutNames( array $data ): array {
		unset( $data['name'] );
		return array_map( static fn( $value ) => is_array( $value ) ? self::withoutNames( $value ) : $value, $data );
	}
}
