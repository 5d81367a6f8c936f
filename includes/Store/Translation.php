<?php
declare( strict_types=1 );

namespace SorsApi\Store;

/** A product or variation as buyers of another language get it: sold for the same item. */
final class Translation {

	public ProductState $state;
	public string $language;
	/** Why its plugin cannot say what it copies, a Sentence; '' = it can, or was not asked. */
	public string $failure = '';
	/** What it is a translation of. */
	private int $from;
	/** @var list<string>|null See Translations::copied(); null = not asked yet. */
	private ?array $copied = null;

	/** @param list<string>|null $copied */
	public function __construct( ProductState $state, string $language, int $from, ?array $copied = null ) {
		$this->state    = $state;
		$this->language = $language;
		$this->from     = $from;
		$this->copied   = $copied;
	}

	/** @param string $key Translations::STOCK or PRICE. Asked where it differs only: the plugin reads metas to answer. */
	public function follows( string $key ): bool {
		if ( null === $this->copied ) {
			$this->copied = [];
			try {
				$this->copied = Translations::copied( $this->from, $this->state->id, $this->language );
			} catch ( ForeignFailure $failure ) {
				$this->failure = ForeignCode::logged( $failure, "Product {$this->state->id}: what is copied to it" );
			}
		}
		return in_array( $key, $this->copied, true );
	}

	/** For people: language and number, e.g. en (#12). */
	public function label(): string {
		return "$this->language (#{$this->state->id})";
	}
}
