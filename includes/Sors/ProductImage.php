<?php
declare( strict_types=1 );

namespace SorsApi\Sors;

defined( 'ABSPATH' ) || exit;

/** A picture of a product: its address, or its content, or both. */
final class ProductImage extends Record {

	public const NAMED_BY = [ 'id', 'url', 'content' ];

	public ?string $id   = null;
	public ?int $ordinal = null;
	/** Absolute, or with a slash at its beginning: then it is where SORS answers. */
	public ?string $url = null;

	/** The bytes themselves, no longer in base64. */
	public ?string $content = null;
}
