<?php
declare( strict_types=1 );

namespace SorsApi\Sors;

/** A picture of a product: its address, or its content, or both. */
final class ProductImage extends Record {

	public const NAMED_BY = [ 'id', 'url', 'content' ];
	public ?string $id = null;
	public ?int $ordinal = null;
	public ?string $contentType = null;
	public ?string $url = null;

	/** The bytes themselves, already decoded from base64. */
	public ?string $content = null;
}
