<?php
declare( strict_types=1 );

namespace SorsApi\Settings;

use SorsApi\Throwing;

defined( 'ABSPATH' ) || exit;

/** Settings that were not saved, with a sentence for each field that is in the way. */
final class InvalidSettings extends \DomainException {

	use Throwing;

	/** @var array<string, string> Field => sentence for the shop owner. */
	public array $fields;

	/** @param non-empty-array<string, string> $fields */
	public function __construct( array $fields ) {
		parent::__construct( implode( ' ', array_unique( $fields ) ) );
		$this->fields = $fields;
	}
}
