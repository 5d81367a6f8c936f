<?php
declare( strict_types=1 );

namespace SorsApi\Sors;

defined( 'ABSPATH' ) || exit;

/** A shop, warehouse or office of the business, with stock and prices of its own. */
final class BusinessUnit extends Record {

	public const REQUIRED = [ 'id' ];

	/** Changes with the yearly database, the code does not. */
	public string $id;
	public ?string $code = null;
	public ?string $name = null;
	public ?bool $active = null;
}
